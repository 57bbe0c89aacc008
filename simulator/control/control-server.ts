import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Control, type SimulatorState } from "@/lib/domain/simulator-control";

const MAX_BODY_BYTES = 10_000;

export interface Controls {
  readonly state: () => SimulatorState;
  readonly control: (asked: Control) => Promise<void>;
}

/** The fleet's own API on loopback, for who has the token. Resolves when it listens, with what closes it. */
export async function serveControls(port: number, token: string, controls: Controls): Promise<() => void> {
  const server = createServer((request, response) => {
    answer(request, token, controls).then(
      ({ status, body }) => reply(response, status, body),
      () => reply(response, 500, { detail: "the request failed" }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function answer(request: IncomingMessage, token: string, controls: Controls): Promise<Answer> {
  if (!isSame(request.headers.authorization ?? "", `Bearer ${token}`))
    return { status: 401, body: { detail: "expected the simulator's token as bearer" } };
  switch (`${request.method} ${request.url}`) {
    case "GET /state":
      return { status: 200, body: controls.state() };
    case "POST /control": {
      const asked = Control.safeParse(await bodyOf(request));
      if (!asked.success) {
        const faults = asked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
        return { status: 400, body: { detail: faults.join("; ") } };
      }
      await controls.control(asked.data);
      return { status: 200, body: controls.state() };
    }
    default:
      return { status: 404, body: { detail: "expected GET /state or POST /control" } };
  }
}

/** What is no JSON, or too long, is nothing that the schema takes. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
