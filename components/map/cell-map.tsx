"use client";

import dynamic from "next/dynamic";
import { useTheme } from "next-themes";
import { useCallback, useState } from "react";
import { type CellAmount, CellSketch } from "@/components/charts/cell-sketch";
import { Placeholder } from "@/components/states/loading";
import { cellWords } from "@/lib/domain/cell-words";
import { formatNumber } from "@/lib/format/number";
import { PALETTES } from "./palette";

/** The map is heavy: it comes after the page, and in browsers only. */
const CellMapCanvas = dynamic(() => import("./cell-map-canvas"), {
  ssr: false,
  loading: () => <Placeholder className="absolute inset-0 rounded-none" />,
});

/** Cells of the grid on the ground, the stronger the colour the more. Cells that are not published are not drawn. */
export function CellMap({
  title,
  cells,
  decimals,
  unit,
  basemap,
}: {
  title: string;
  cells: readonly CellAmount[];
  decimals: number;
  unit: string;
  basemap: string;
}) {
  const { resolvedTheme } = useTheme();
  const [failed, setFailed] = useState(false);
  const [pointed, setPointed] = useState<CellAmount | null>(null);
  const fail = useCallback(() => setFailed(true), []);
  const label = `${title}: ${cells.length} cells; the table below has every number`;
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="text-ink-2 text-xs">{title}</figcaption>
      <div className="relative h-72 overflow-hidden rounded-md border border-line bg-sunken md:h-[26rem]">
        {failed ? (
          <CellSketch label={label} cells={cells} />
        ) : (
          <CellMapCanvas
            cells={cells}
            palette={PALETTES[resolvedTheme === "dark" ? "dark" : "light"]}
            basemap={basemap}
            label={label}
            onPoint={setPointed}
            onFail={fail}
          />
        )}
        {pointed === null ? null : (
          <p
            aria-hidden="true"
            className="pointer-events-none absolute top-2 left-2 rounded-md border border-line bg-raised px-2 py-1 text-xs shadow-raised"
          >
            <span className="font-semibold tabular-nums">
              {`${formatNumber(pointed.value, decimals)} ${unit}`.trim()}
            </span>{" "}
            <span className="text-ink-2">{cellWords(pointed.cell)}</span>
          </p>
        )}
      </div>
      <p className="text-ink-3 text-xs">
        The stronger the colour, the more. Cells with fewer than 10 riders, none included, are left out.
      </p>
    </figure>
  );
}
