export { startMock, type Mock, type MockOptions } from "./start-mock.js";
