import type {
  AisolutionClient,
  AisolutionError,
  CallOptions,
  CallResult,
  Usage,
} from "@aisolution/client";
import { createClient, type ClientOptions } from "@aisolution/client";
import { closedAddress, startFaultServer, type Seen } from "./fault-server.js";
import { faultTable, type Fault, type FaultName } from "./fault-table.js";
import { jpeg } from "./pictures.js";

/** A call that a fault has met. */
export interface Observation {
  readonly result: CallResult<unknown, AisolutionError>;
  readonly seen: Readonly<Seen>;
  readonly usage: Usage;
  /** Milliseconds. */
  readonly duration: number;
}

/** Makes one call with a client against a fault. */
export type Caller = (
  client: AisolutionClient,
  fault: Fault,
) => Promise<CallResult<unknown, AisolutionError>>;

const small = jpeg(600);
const large = jpeg(1_500_000);

/** Sends one picture, or two; a large one where the fault needs it. */
export const callWithPicture: Caller = (client, { operationId, isLarge = false }) => {
  const img = isLarge ? large : small;
  return operationId === undefined
    ? client.identityCard.recognizeGermanIdCard({ img })
    : client.face[operationId]({ img1: img, img2: img });
};

/** Asks for an answer by callback, which must never be asked for twice. */
export const callWithCallback: Caller = (client) =>
  client.whatsapp.getWhatsAppDetail({
    number: "7700900123",
    callback: "https://example.com/whatsapp",
  });

/** Runs a test while there is a server with a fault. */
export async function withFault<Outcome>(
  fault: Fault,
  test: (baseUrl: string, seen: Readonly<Seen>) => Promise<Outcome>,
): Promise<Outcome> {
  const { play, resetConnections = false } = fault;
  const server = await startFaultServer(play ?? (() => undefined), { resetConnections });
  const nowhere = play || resetConnections ? undefined : await closedAddress();
  try {
    return await test(nowhere?.url ?? server.url, server.seen);
  } finally {
    await Promise.all([server.close(), nowhere?.close()]);
  }
}

/** Makes a client of a server with a fault, and one call. */
export function meetFault(
  name: FaultName,
  options: Partial<ClientOptions<false>> = {},
  call: Caller = callWithPicture,
): Promise<Observation> {
  const fault = faultTable[name];
  const { timeout = 10_000 } = fault;
  return withFault(fault, async (baseUrl, seen) => {
    const client = createClient({ token: "token", baseUrl, timeout, ...options });
    const start = performance.now();
    const result = await call(client, fault);
    const duration = performance.now() - start;
    return { result, seen: { ...seen }, usage: client.usage(), duration };
  });
}

/** The picture call of most tests, with options of its own. */
export function recognize(
  client: AisolutionClient,
  options?: CallOptions,
): Promise<CallResult<unknown, AisolutionError>> {
  return client.identityCard.recognizeGermanIdCard({ img: small }, options);
}
