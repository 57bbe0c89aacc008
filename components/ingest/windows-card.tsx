import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import { generationName } from "@/lib/domain/generation";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount, formatNumber, THIN_SPACE } from "@/lib/format/number";
import type { WindowsPage } from "@/lib/windows/get-windows-page";
import type { WindowFigures } from "@/lib/windows/window-figures";
import { type IngestRange, ingestAddress } from "./ranges";
import { windowState } from "./window-state";

export const WEEKS_PER_PAGE = 13;

/** The weeks' indices, a quarter of a year at once, newest first. */
export function WindowsCard({
  windows,
  askedAtMs,
  page,
  range,
}: {
  windows: WindowsPage;
  /** When this was so, ms since epoch. */
  askedAtMs: number;
  /** From 1. */
  page: number;
  range: IngestRange;
}) {
  const { weeks, totalWeeks, totalBytes } = windows;
  return (
    <Card className="flex flex-col gap-3">
      <header className="flex flex-wrap items-baseline justify-between gap-x-3">
        <CardTitle>Windows</CardTitle>
        <p className="text-ink-3 text-xs">
          {formatCount(totalWeeks, "week")}, {formatBytes(totalBytes)} with copies, as of{" "}
          <Moment atMs={askedAtMs} />
        </p>
      </header>
      {weeks.length === 0 ? (
        <p className="text-ink-2 text-sm">
          {totalWeeks === 0
            ? "There are none yet: a week's window is made with its first reading."
            : "There are no weeks as old as this."}
        </p>
      ) : (
        <Table label="Windows">
          <thead>
            <tr>
              <Th>Window</Th>
              <Th>State</Th>
              <Th className="text-right">Readings</Th>
              <Th className="text-right">Size</Th>
              <Th className="text-right">Bytes each</Th>
              <Th className="text-right">Came late</Th>
            </tr>
          </thead>
          <tbody>
            {weeks.flatMap(({ name, generations }) =>
              generations.map((one) => <Row key={one.index} week={name} window={one} nowMs={askedAtMs} />),
            )}
          </tbody>
        </Table>
      )}
      <Pages page={page} last={Math.ceil(totalWeeks / WEEKS_PER_PAGE)} range={range} />
    </Card>
  );
}

function Row({ week, window, nowMs }: { week: string; window: WindowFigures; nowMs: number }) {
  const { number, documents, bytes, lateShare } = window;
  return (
    <tr>
      <Th scope="row" className="font-mono font-normal text-ink">
        {generationName({ window: week, number })}
      </Th>
      <Td className="whitespace-nowrap">
        <State week={week} window={window} nowMs={nowMs} />
      </Td>
      <Td className="whitespace-nowrap text-right">{formatNumber(documents)}</Td>
      <Td className="whitespace-nowrap text-right">{formatBytes(bytes)}</Td>
      <Td className="whitespace-nowrap text-right">
        {documents === 0 ? "–" : formatNumber(bytes / documents, 1)}
      </Td>
      <Td className="whitespace-nowrap text-right">
        {lateShare === null ? "–" : `${formatNumber(100 * lateShare, 1)}${THIN_SPACE}%`}
      </Td>
    </tr>
  );
}

function State({ week, window, nowMs }: { week: string; window: WindowFigures; nowMs: number }) {
  const state = windowState(week, window, nowMs);
  switch (state) {
    case "live":
    case "open":
      return state;
    case "blocked":
      return <span className="text-low">blocked, not sealed: seal it</span>;
    case "sealed":
      return (
        <>
          sealed{" "}
          <span className="text-ink-3">
            since <Moment atMs={Date.parse(window.sealedAt ?? "")} />
          </span>
        </>
      );
  }
}

function Pages({ page, last, range }: { page: number; last: number; range: IngestRange }) {
  if (last <= 1 && page === 1) return null;
  return (
    <nav aria-label="Weeks" className="flex flex-wrap gap-2">
      {page > 1 ? (
        <Link
          href={ingestAddress(range, Math.min(page - 1, Math.max(last, 1)))}
          scroll={false}
          className={buttonLook()}
        >
          Newer weeks
        </Link>
      ) : null}
      {page < last ? (
        <Link href={ingestAddress(range, page + 1)} scroll={false} className={buttonLook()}>
          Older weeks
        </Link>
      ) : null}
    </nav>
  );
}
