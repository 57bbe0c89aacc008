import { connect, createServer, type Socket } from "node:net";

/** Where a client is cut off: with its next statement not begun, or begun and not told to its end. */
type CutAt = "between statements" | "in the middle of one";

/** A stretch of network between clients and PostgreSQL that can be made to pass on nothing more of what a client says. */
export interface HeldNetwork {
  /** Of the same database, by this way. */
  readonly url: string;
  /** Resolves when a client stands there. */
  hold(at: CutAt): Promise<void>;
  /** Passes on what was held, and all that comes. */
  release(): void;
  close(): Promise<void>;
}

/** With a Sync the client has told the whole of what it asks. */
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);
const PARSE = 0x50;

/** @param server as postgresql:// URL. */
export async function holdNetwork(server: string): Promise<HeldNetwork> {
  let wanted: { readonly at: CutAt; readonly tell: () => void } | null = null;
  const pass: (() => void)[] = [];
  const sockets = new Set<Socket>();

  function join(client: Socket): void {
    const { hostname, port } = new URL(server);
    const onward = connect(Number(port), hostname);
    let isWhole = false;
    let isHeld = false;
    const held: Buffer[] = [];
    const holds = () => {
      isHeld = true;
      wanted?.tell();
      wanted = null;
      pass.push(() => {
        isHeld = false;
        for (const said of held.splice(0)) onward.write(said);
      });
    };
    client.on("data", (said: Buffer) => {
      if (!isHeld && isWhole && wanted?.at === "between statements") holds();
      if (isHeld) {
        held.push(said);
        return;
      }
      onward.write(said);
      isWhole = said.subarray(-SYNC.length).equals(SYNC);
      if (said[0] === PARSE && !isWhole && wanted?.at === "in the middle of one") holds();
    });
    onward.on("data", (told: Buffer) => client.write(told));
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  }

  const listener = createServer(join);
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const url = new URL(server);
  url.hostname = "127.0.0.1";
  url.port = String(typeof address === "object" && address ? address.port : 0);
  return {
    url: url.href,
    hold: (at) =>
      new Promise((tell) => {
        wanted = { at, tell };
      }),
    release() {
      for (const go of pass.splice(0)) go();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}
