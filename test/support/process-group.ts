import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Ends a program and all that it started. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    signalGroup(child, "SIGKILL");
    return;
  }
  const exit = once(child, "exit");
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => {
    signalGroup(child, "SIGKILL");
  }, 3_000);
  await exit;
  clearTimeout(timer);
  signalGroup(child, "SIGKILL");
}

/** Sends a signal to a program and all that it started, where something is left of them. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}
