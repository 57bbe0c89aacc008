import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type Answer, Upload } from "./upload";

const GIVES_UP_AFTER_MS = 90_000;
const RECONNECT_MS = 200;

/** A client with a key of its own that obeys what the edge says. */
export class EdgeSender {
  /** Every answer that it got, in order. */
  readonly answers: Answer[] = [];
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    readonly address: string,
    readonly key: string,
  ) {}

  /** An upload that is written by hand, over a connection of its own. */
  open(headers: Readonly<Record<string, string | number>>): Upload {
    return new Upload(this, headers);
  }

  /** Sends a body once. */
  async send(body: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Answer | null> {
    const upload = new Upload(this, { "content-length": body.length, ...headers }, this.agent);
    upload.end(body);
    const answer = await upload.answered;
    if (answer) this.answers.push(answer);
    return answer;
  }

  /** Sends lines, packed, again and again until they are taken. @throws Error for an answer that waiting does not mend. */
  async sendUntilTaken(lines: string): Promise<void> {
    const body = gzipSync(lines);
    for (const startedMs = performance.now(); performance.now() - startedMs < GIVES_UP_AFTER_MS; ) {
      const answer = await this.send(body, { "content-encoding": "gzip" });
      if (answer?.status === 202) return;
      if (answer && answer.status !== 429 && answer.status !== 503)
        throw new Error(`expected an upload to be taken, got ${answer.status}: ${answer.body.slice(0, 300)}`);
      await sleep(answer ? answer.retryAfterSeconds * 1_000 : RECONNECT_MS);
    }
    throw new Error(`an upload was not taken for ${GIVES_UP_AFTER_MS / 1_000} s`);
  }

  close(): void {
    this.agent.destroy();
  }
}
