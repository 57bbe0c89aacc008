import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/** An answer in the server's place. */
interface Scripted {
  readonly status: number;
  readonly type: string;
}

/**
 * `cut`: the server does what it is asked, its answer is lost. `headers-only`: the answer stops after its headers.
 * `silent`: the request reaches nobody and is never answered. `starting`: the answer of an index whose shard has not
 * started yet.
 */
export type Fault = "none" | "cut" | "headers-only" | "silent" | "starting" | Scripted;

/** A stretch of network between a client and Elasticsearch, with faults that no server can be brought to make. */
export interface FaultProxy {
  readonly url: string;
  /** What was asked, as `POST /index/_bulk`, oldest first. */
  readonly requests: string[];
  /** Decides for each request what happens to it; the server hears of it only then. */
  faultOf: (request: string) => Fault | Promise<Fault>;
  /** Larger bodies are answered by 413, as proxies do, where `isBounded`. */
  maxBytes: number;
  isBounded: (request: string) => boolean;
  /** From now on nothing is disturbed. */
  heal(): void;
  close(): Promise<void>;
}

const STARTING = {
  headers: { "content-type": "application/json", "x-elastic-product": "Elasticsearch" },
  body: JSON.stringify({
    error: { type: "search_phase_execution_exception", reason: "all shards failed" },
    status: 503,
  }),
};

export async function startFaultProxy(serverUrl: string): Promise<FaultProxy> {
  const server = createServer(async (incoming, outgoing) => {
    const asked = `${incoming.method} ${incoming.url?.split("?")[0]}`;
    proxy.requests.push(asked);
    const bytes = Number(incoming.headers["content-length"] ?? 0);
    if (bytes > proxy.maxBytes && proxy.isBounded(asked)) {
      incoming.resume().on("end", () => outgoing.writeHead(413).end());
      return;
    }
    const fault = await proxy.faultOf(asked);
    if (typeof fault === "object") {
      const { status, type } = fault;
      const text = JSON.stringify({ error: { type, reason: "scripted" }, status });
      incoming.resume().on("end", () => outgoing.writeHead(status, STARTING.headers).end(text));
    } else if (fault === "starting") {
      incoming.resume().on("end", () => outgoing.writeHead(503, STARTING.headers).end(STARTING.body));
    } else if (fault !== "silent") forward(serverUrl, incoming, outgoing, fault);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    faultOf: () => "none",
    maxBytes: Number.POSITIVE_INFINITY,
    isBounded: () => true,
    heal() {
      proxy.faultOf = () => "none";
      proxy.maxBytes = Number.POSITIVE_INFINITY;
      proxy.isBounded = () => true;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}

function forward(serverUrl: string, incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault): void {
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url ?? "/", serverUrl), { method, headers }, (answer) => {
    if (fault === "cut") {
      answer.resume().on("end", () => outgoing.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    if (fault === "none") answer.pipe(outgoing);
    else {
      answer.resume();
      outgoing.flushHeaders();
    }
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}
