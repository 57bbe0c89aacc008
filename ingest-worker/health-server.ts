import { createServer, type Server } from "node:http";
import type { Metrics } from "./metrics";

const MAX_REASONS_SHOWN = 20;

/**
 * Health and metrics on a loopback port: `/health/live`, `/health/ready` (503 with the reasons while there are any),
 * `/metrics` (Prometheus text).
 * @param whyNotReady one sentence for each thing that the worker waits for.
 */
export async function serveHealth(
  port: number,
  metrics: Metrics,
  whyNotReady: () => readonly string[],
): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (path === "/health/live") response.writeHead(200).end("live\n");
    else if (path === "/health/ready") {
      const reasons = whyNotReady().slice(0, MAX_REASONS_SHOWN);
      if (reasons.length === 0) response.writeHead(200).end("ready\n");
      else response.writeHead(503).end(`waiting for\n${reasons.join("\n")}\n`);
    } else if (path === "/metrics") {
      metrics.registry
        .metrics()
        .then((text) => response.writeHead(200, { "content-type": metrics.registry.contentType }).end(text))
        .catch(() => response.writeHead(500).end());
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : port };
}
