import { PageLinks } from "@/components/ui/page-links";
import { PER_PAGE, type RepairAddress, type RepairPath, repairAddress } from "./repair-address";

const WORDS = { before: "Newer", behind: "Older" };

/** The way through what was refused, the newest first. */
export function RepairPages({
  path,
  address,
  total,
}: {
  path: RepairPath;
  address: RepairAddress;
  total: number;
}) {
  const to = (page: number) => repairAddress(path, { ...address, page, open: undefined });
  return <PageLinks page={address.page} pages={Math.ceil(total / PER_PAGE)} to={to} words={WORDS} />;
}
