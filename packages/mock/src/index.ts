export { type ChosenBy } from "./answer.js";
export { type CallbackRecord } from "./callback-sender.js";
export { type ControlTarget } from "./control.js";
export { type JournalEntry, type JournalField } from "./journal.js";
export { type MockOptions } from "./mock-options.js";
export { type NextAnswer, type OwnAnswer } from "./next-answer.js";
export {
  type ExchangeReport,
  formatReport,
  type Mismatch,
  type MismatchKind,
  type Proxy,
  type ProxyOptions,
  startProxy,
} from "./proxy.js";
export { startMock, type Mock } from "./start-mock.js";
export { type TrafficOptions } from "./traffic.js";
export { writeMagicImages, type MagicImagesOptions } from "./write-magic-images.js";
