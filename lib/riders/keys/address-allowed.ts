import { BlockList, isIP } from "node:net";

/** Addresses that lead to one's own machine or network, or nowhere (IANA's registries of special-purpose addresses). */
const NOT_PUBLIC_4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"],
  ...["198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
];
/** Of 2000::/3, which alone is public: tunnels, which hide an address of version 4, and examples. */
const NOT_PUBLIC_6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const listOf = (family: "ipv4" | "ipv6", ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits] = range.split("/");
    list.addSubnet(network, Number(bits), family);
  }
  return list;
};
const closed4 = listOf("ipv4", NOT_PUBLIC_4);
const closed6 = listOf("ipv6", NOT_PUBLIC_6);
const open6 = listOf("ipv6", ["2000::/3"]);
const own4 = listOf("ipv4", ["127.0.0.0/8"]);
const own6 = listOf("ipv6", ["::1/128"]);

/**
 * Whether keys may be fetched from this IP address: public ones, and in the local stack the machine's own.
 * @param isLocal whether this is the local stack.
 */
export function isAddressAllowed(address: string, isLocal: boolean): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed4.check(address, "ipv4") || (isLocal && own4.check(address, "ipv4"));
    case 6:
      return (
        (open6.check(address, "ipv6") && !closed6.check(address, "ipv6")) ||
        (isLocal && own6.check(address, "ipv6"))
      );
    default:
      return false;
  }
}

const OWN_HOST = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/;

/**
 * What is wrong with an address of an issuer or of its keys, in words; null where nothing is. Names are looked up later,
 * when keys are fetched.
 */
export function addressFault(text: string, isLocal: boolean): string | null {
  if (text.length > 500) return `expected at most 500 characters, got ${text.length}`;
  if (!URL.canParse(text)) return "expected an address such as https://login.example.org";
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isOwn = isLocal && OWN_HOST.test(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && isOwn))
    return `expected https://${isLocal ? ", or http:// to this machine" : ""}`;
  if (username !== "" || password !== "" || hash !== "")
    return "expected an address without user, password or #";
  const address = hostname.replace(/^\[|\]$/g, "");
  if ((isIP(address) !== 0 || OWN_HOST.test(hostname)) && !isOwn && !isAddressAllowed(address, isLocal))
    return "expected a public address";
  return null;
}
