const { createClient } = require("@aisolution/client");
const { startMock, startProxy } = require("@aisolution/mock");

/** Uses what the mock loads Prism for: answers that are made up, and the check of a service. */
exports.checkService = async () => {
  const mock = await startMock({ port: 0, dynamic: true });
  const proxy = await startProxy({ port: 0, target: mock.url });
  try {
    const client = createClient({ token: "test", baseUrl: proxy.url, retry: false });
    const { response } = await client.identityCard.recognizeGermanIdCard({ img: "/9j/4AAQ" });
    const answer = response?.headers.get("x-mock-answer");
    return [answer, proxy.exchanges, proxy.mismatches].join(" ");
  } finally {
    await proxy.close();
    await mock.close();
  }
};
