import { isIPv4, isIPv6 } from "node:net";

/** Some proxies append the port: `203.0.113.7:443`, `[2001:db8::1]:443`. */
const WITH_PORT = /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/;

/**
 * What one visitor can change their address within: an IPv4 address itself, the /64 network of an IPv6 address. Whatever
 * is no address is one block.
 */
export function addressBlock(address: string): string {
  const [, six, four] = WITH_PORT.exec(address) ?? [];
  const [bare = ""] = (six ?? four ?? address).split("%");
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return "unknown";
  const groups = groupsOf(bare);
  if (groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff") return dotted(groups.slice(6));
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** The eight groups in hexadecimal, without leading zeros: the URL standard writes a host in one way only. */
function groupsOf(address: string): string[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [front = [], back = []] = written
    .split("::")
    .map((part) => part.split(":").filter((group) => group !== ""));
  return [...front, ...Array<string>(8 - front.length - back.length).fill("0"), ...back];
}

const dotted = (groups: readonly string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 0xff])
    .join(".");
