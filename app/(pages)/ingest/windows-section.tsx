import { repair } from "@/app/repair-stores";
import type { IngestRange } from "@/components/ingest/ranges";
import { WEEKS_PER_PAGE, WindowsCard } from "@/components/ingest/windows-card";
import { Failed } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { webLog } from "@/lib/auth/web-log";
import { describeFault } from "@/lib/log/describe-fault";
import { SharedAnswers } from "@/lib/web/shared-answers";
import { getWindowsPage, type WindowsPage } from "@/lib/windows/get-windows-page";
import { NotSetUp } from "./not-set-up";

const KEPT_MS = 15_000;
const MOST_PAGES = 20;

interface Asked {
  readonly windows: WindowsPage;
  readonly askedAtMs: number;
}
/** Next bundles modules more than once per process; what was asked is known once. */
const home: typeof globalThis & { slipstreamWindows?: SharedAnswers<Asked> } = globalThis;

/** The weeks' indices, as they were some seconds ago at most. */
export async function WindowsSection({ page, range }: { page: number; range: IngestRange }) {
  const opened = repair();
  if (!opened) return <NotSetUp what="Windows" />;
  home.slipstreamWindows ??= new SharedAnswers(KEPT_MS, MOST_PAGES);
  const { es, names } = opened.stores;
  const asked = await home.slipstreamWindows
    .get(String(page), Date.now(), async () => {
      const askedAtMs = Date.now();
      const skip = (page - 1) * WEEKS_PER_PAGE;
      return { windows: await getWindowsPage(es, names, { skip, weeks: WEEKS_PER_PAGE }), askedAtMs };
    })
    .catch((fault: unknown) => {
      webLog().error({ fault: describeFault(fault) }, "windows cannot be listed");
      return null;
    });
  if (asked) return <WindowsCard {...asked} page={page} range={range} />;
  return (
    <Card className="p-0">
      <Failed title="The windows could not be listed">
        Elasticsearch did not answer. It is asked again every few seconds.
      </Failed>
    </Card>
  );
}
