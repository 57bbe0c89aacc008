import { Card, CardTitle } from "@/components/ui/card";
import { Tag } from "@/components/ui/pill";
import { isTaken } from "@/lib/domain/ruling-words";
import type { ListedContradiction } from "@/lib/legacy/list-contradictions";
import { TRUST_WORDS } from "./words";

/**
 * What stands against each other, side by side, each with who says so; until it is decided, the first is believed.
 * @param isOfBikes where sides are bikes. @param ruling what was decided for one of them.
 */
export function SideCards({
  sides,
  isOfBikes,
  isRow,
  isOpen,
  ruling,
}: Pick<ListedContradiction, "sides" | "ruling"> & { isOfBikes: boolean; isRow: boolean; isOpen: boolean }) {
  return (
    <ul aria-label="Sides" className="grid gap-3 md:grid-cols-2">
      {sides.map(({ bikeId, value, normal, said, believed }, at) => (
        <li key={`${bikeId} ${normal}`}>
          <Card className="flex h-full flex-col gap-2">
            <CardTitle className="flex flex-wrap items-center gap-2">
              <span className="break-all font-mono text-sm">{isOfBikes ? bikeId : value}</span>
              {at === 0 && !isRow && isOpen && believed !== false ? (
                <Tag tone="quiet">believed now</Tag>
              ) : null}
              {isOpen && believed === false ? <Tag tone="quiet">another is believed</Tag> : null}
              {ruling && isTaken(ruling, { bikeId, value, normal }) ? <Tag tone="quiet">taken</Tag> : null}
            </CardTitle>
            {isOfBikes && !isRow ? <p className="break-all font-mono text-ink-2 text-xs">{value}</p> : null}
            {said.length === 0 ? (
              <p className="text-ink-2 text-xs">Its telemetry id here</p>
            ) : (
              <ul className="flex flex-col gap-1 text-xs">
                {said.map(({ source, trust }) => (
                  <li key={`${source} ${trust}`}>
                    {source} <span className="text-ink-3">{TRUST_WORDS[trust]}</span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </li>
      ))}
    </ul>
  );
}
