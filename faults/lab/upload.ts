import { type Agent, type ClientRequest, request } from "node:http";
import { text } from "node:stream/consumers";
import { ProblemAnswer } from "@/lib/domain/api-answers";

/** What the edge said to one upload. */
export interface Answer {
  readonly status: number;
  /** 0 where nothing is said of it. */
  readonly retryAfterSeconds: number;
  /** Of a problem document; null for any other answer. */
  readonly detail: string | null;
  readonly body: string;
  readonly tookMs: number;
}

/** One upload under way over real HTTP, to be written in parts, broken off, or ended. */
export class Upload {
  /** Null when the connection ended before there was an answer. */
  readonly answered: Promise<Answer | null>;
  private readonly request: ClientRequest;

  /** @param agent keeps connections for the next upload; without one it has a connection of its own. */
  constructor(
    edge: { readonly address: string; readonly key: string },
    headers: Readonly<Record<string, string | number>>,
    agent?: Agent,
  ) {
    const startedMs = performance.now();
    this.request = request(`${edge.address}/api/v1/telemetry`, {
      method: "POST",
      agent: agent ?? false,
      headers: {
        authorization: `Bearer ${edge.key}`,
        "content-type": "application/x-ndjson",
        ...headers,
      },
    });
    this.answered = new Promise((resolve) => {
      const lose = () => resolve(null);
      this.request.on("error", () => undefined).once("close", lose);
      this.request.once("response", (response) => {
        this.request.off("close", lose);
        text(response).then(
          (body) =>
            resolve({
              status: response.statusCode ?? 0,
              retryAfterSeconds: Number(response.headers["retry-after"] ?? 0),
              detail: detailOf(response.headers["content-type"], response.statusCode, body),
              body,
              tookMs: performance.now() - startedMs,
            }),
          lose,
        );
      });
    });
  }

  /** Resolves when the system has taken it, or the connection has ended. */
  write(bytes: Uint8Array): Promise<unknown> {
    const taken = new Promise<void>((resolve) => this.request.write(bytes, () => resolve()));
    return Promise.race([taken, this.answered]);
  }

  end(bytes?: Uint8Array): void {
    this.request.end(bytes);
  }

  /** Says no more and still listens, as a connection does whose other direction is lost. */
  closeHalf(): void {
    this.request.socket?.end();
  }

  /** Goes away. */
  destroy(): void {
    this.request.destroy();
  }
}

function detailOf(contentType: string | undefined, status: number | undefined, body: string): string | null {
  if (contentType !== "application/problem+json") return null;
  const problem = ProblemAnswer.safeParse(JSON.parse(body)).data;
  return problem?.status === status ? (problem?.detail ?? null) : null;
}
