const { createClient, isAisolutionError } = require("@aisolution/client");
const { normalize } = require("@aisolution/documents");
const { startMock } = require("@aisolution/mock");

/** As `read-card.ts`, in a project without a compiler. */
exports.readCard = async (first, second) => {
  const mock = await startMock({ port: 0 });
  try {
    const client = createClient({ token: "test", baseUrl: mock.url });
    mock.next("recognizeGermanIdCard", "fail", "ok");
    const { error: failure } = await client.identityCard.recognizeGermanIdCard({ img: first });
    if (!isAisolutionError(failure, "RecognitionError")) throw failure ?? new Error("No failure");
    const { data, error } = await client.identityCard.recognizeGermanIdCard({ img: second });
    if (error) throw error;
    const { birthDate } = normalize("recognizeGermanIdCard", data);
    return [birthDate?.value, mock.requests().length, failure.billing].join(" ");
  } finally {
    await mock.close();
  }
};

/** Whether `import` and `require` give the same, and whether the errors of the one are those of the other. */
exports.compareForms = async () => {
  const required = require("@aisolution/client");
  const imported = await import("@aisolution/client");
  const client = imported.createClient({ token: "test" });
  const { error } = await client.identityCard.recognizeGermanIdCard({ img: "" });
  return [required === imported, required.isAisolutionError(error)].join(" ");
};
