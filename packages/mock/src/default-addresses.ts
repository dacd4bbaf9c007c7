/** Only this machine can reach what listens there. */
const host = "127.0.0.1";

/** Where the mock listens when nobody says otherwise. */
export const mockAddress = { host, port: 4010 } as const;

/** Where the proxy listens when nobody says otherwise: beside the mock. */
export const proxyAddress = { host, port: 4011 } as const;
