/** One step of something long, as it goes on. */
export interface ProgressEvent {
  readonly step: string;
  readonly state: "running" | "done" | "failed";
  readonly detail?: string;
}
export type OnProgress = (event: ProgressEvent) => void;

/**
 * Runs a step and reports its beginning, what it says meanwhile, and its end, with what it concluded if it did. Rethrows
 * what the work throws.
 */
export async function step<T>(
  onProgress: OnProgress,
  name: string,
  work: (say: (detail: string) => void, conclude: (detail: string) => void) => Promise<T>,
): Promise<T> {
  let detail: string | undefined;
  const report = (state: ProgressEvent["state"]) =>
    onProgress(detail === undefined ? { step: name, state } : { step: name, state, detail });
  report("running");
  try {
    const conclude = (concluded: string) => {
      detail = concluded;
    };
    const result = await work((said) => {
      detail = said;
      report("running");
    }, conclude);
    report("done");
    return result;
  } catch (fault) {
    report("failed");
    throw fault;
  }
}
