import { connect } from "node:net";
import { networkInterfaces } from "node:os";

/** The first address of this machine, other than loopback, at which something listens on `port`; null when none. */
export async function reachableBeyondLoopback(port: number): Promise<string | null> {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => !address.internal && !address.address.startsWith("fe80"))
    .map(({ address }) => address);
  const answers = await Promise.all(addresses.map((address) => answers1s(address, port)));
  return addresses.find((_, index) => answers[index]) ?? null;
}

function answers1s(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}
