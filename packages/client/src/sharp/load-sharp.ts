type Module = typeof import("sharp");

/**
 * Loads sharp when it is needed: it is not installed with the client.
 *
 * @throws Error that says what to run, when sharp is not there; sharp's own error when it cannot start
 */
export async function loadSharp(
  load: () => Promise<Module> = () => import("sharp"),
): Promise<Module["default"]> {
  try {
    return (await load()).default;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error("fitImage needs sharp, which is not installed. Run: npm install sharp", {
      cause: error,
    });
  }
}

function isMissing(error: unknown): boolean {
  return Reflect.get(Object(error), "code") === "ERR_MODULE_NOT_FOUND";
}
