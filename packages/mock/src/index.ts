export { type ChosenBy } from "./answer.js";
export { type CallbackRecord } from "./callback-sender.js";
export { type JournalEntry, type JournalField } from "./journal.js";
export { startMock, type Mock, type MockOptions } from "./start-mock.js";
export { type TrafficOptions } from "./traffic.js";
