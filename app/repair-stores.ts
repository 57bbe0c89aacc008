import { webSettings } from "@/lib/auth/settings";
import { webLog } from "@/lib/auth/web-log";
import { type LetterWatch, watchLetters } from "@/lib/repair/dead-letters/watch-letters";
import { openRepairStores, type RepairStores } from "@/lib/repair/repair-stores";
import { onShutdown } from "@/lib/web/closers";

interface Repair {
  readonly stores: RepairStores;
  readonly letters: LetterWatch;
}

/** Next bundles modules more than once per process; connections, and what was read, exist once. */
const home: typeof globalThis & { slipstreamRepair?: Repair } = globalThis;

/** What repairs are made on, and the letters as they were read; null where this server was not given user `repair`. */
export function repair(): Repair | null {
  home.slipstreamRepair ??= open() ?? undefined;
  return home.slipstreamRepair ?? null;
}

function open(): Repair | null {
  const { SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD: password, ...settings } = webSettings();
  if (password === undefined) return null;
  const environment = { ...settings, SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD: password };
  const { stores, close } = openRepairStores(environment, webLog());
  const letters = watchLetters(stores);
  onShutdown(() => Promise.all([letters.stop(), close()]).then(() => undefined));
  return { stores, letters };
}
