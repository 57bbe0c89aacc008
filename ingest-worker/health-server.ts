import { createServer, type Server } from "node:http";
import type { Metrics } from "./metrics";

/**
 * Health and metrics on a loopback port: `/health/live`, `/health/ready` (503 while the worker is held or has not
 * joined), `/metrics` (Prometheus text).
 */
export async function serveHealth(
  port: number,
  metrics: Metrics,
  ready: () => boolean,
): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (path === "/health/live") response.writeHead(200).end("live\n");
    else if (path === "/health/ready")
      response.writeHead(ready() ? 200 : 503).end(ready() ? "ready\n" : "held\n");
    else if (path === "/metrics") {
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
