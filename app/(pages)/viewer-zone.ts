import { cookies } from "next/headers";
import { ZONE_COOKIE } from "@/components/shell/zone-cookie";
import { isZone } from "@/lib/format/zone";

/** The viewer's IANA time zone as their browser told it; UTC until it has. */
export async function viewerZone(): Promise<string> {
  const told = (await cookies()).get(ZONE_COOKIE)?.value;
  return told !== undefined && isZone(told) ? told : "UTC";
}
