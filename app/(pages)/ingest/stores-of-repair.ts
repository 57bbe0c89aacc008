import { notFound } from "next/navigation";
import { repair } from "@/app/repair-stores";
import type { RepairStores } from "@/lib/repair/repair-stores";

/** What a repair is made on; a server that was not given user `repair` has none of its pages. */
export function storesOfRepair(): RepairStores {
  const opened = repair();
  if (!opened) notFound();
  return opened.stores;
}
