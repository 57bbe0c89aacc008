import { createServer, type Server } from "node:http";
import { collectDefaultMetrics, Registry } from "prom-client";

/** Next bundles modules more than once per process; the registry must exist once. */
const home: typeof globalThis & { slipstreamWebMetrics?: Registry } = globalThis;

/** Where the web's metrics are registered. */
export function webMetrics(): Registry {
  if (!home.slipstreamWebMetrics) {
    home.slipstreamWebMetrics = new Registry();
    collectDefaultMetrics({ register: home.slipstreamWebMetrics });
  }
  return home.slipstreamWebMetrics;
}

/** Serves the metrics on a loopback port of its own (0: any free one). @throws Error when the port is taken. */
export async function serveMetrics(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    webMetrics()
      .metrics()
      .then((text) => response.writeHead(200, { "Content-Type": webMetrics().contentType }).end(text))
      .catch(() => response.writeHead(500).end());
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
