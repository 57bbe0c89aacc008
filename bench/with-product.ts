import { createEdgeClient, type EdgeClient } from "@/simulator/edge-client";
import { ensureBuilt } from "@/stack/app/build";
import { startApp } from "@/stack/app/start-app";
import type { OnProgress } from "@/stack/progress/progress";
import { startTestStack } from "@/stack/test-stack";

const onProgress: OnProgress = (event) => {
  if (event.state !== "running") console.error(`${event.step}: ${event.state} ${event.detail ?? ""}`);
};

/** The whole product on servers of its own, for as long as `measure` takes; progress goes to standard error. */
export async function withProduct<T>(
  measure: (product: {
    readonly address: string;
    readonly client: EdgeClient;
    readonly environment: Readonly<Record<string, string>>;
  }) => Promise<T>,
): Promise<T> {
  const stack = await startTestStack(onProgress);
  try {
    await ensureBuilt(onProgress);
    const app = await startApp(stack.folders, stack.environment, "test", onProgress);
    const { environment } = stack;
    const client = createEdgeClient(app.address, environment.SLIPSTREAM_DEMO_KEY_LI ?? "");
    return await measure({ address: app.address, client, environment }).finally(() => app.stop());
  } finally {
    await stack.stop();
  }
}
