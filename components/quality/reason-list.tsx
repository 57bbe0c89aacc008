import { reasonWord } from "@/components/registration/reason-words";
import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { ReasonOverTime } from "@/lib/quality/get-reasons";
import { NothingHere } from "./board-card";

/** What was wrong most often, with its weeks as small bars. */
export function ReasonList({ reasons }: { reasons: readonly ReasonOverTime[] }) {
  if (reasons.length === 0) return <NothingHere>Nothing was wrong.</NothingHere>;
  const most = Math.max(...reasons.flatMap(({ weeks }) => weeks));
  return (
    <Table label="Reasons over time">
      <thead>
        <tr>
          <Th>Reason</Th>
          <Th>By week</Th>
          <Th className="text-right">Bikes</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {reasons.map(({ reason, total, weeks }) => (
          <tr key={reason}>
            <Th scope="row" className="whitespace-normal">
              {reasonWord(reason)}
            </Th>
            <Td>
              <span role="img" aria-label={weeks.join(", ")} className="flex h-5 items-end gap-0.5">
                {[...weeks.entries()].map(([at, bikes]) => (
                  <span
                    key={at}
                    className="w-1.5 bg-accent opacity-85"
                    style={{ height: `${bikes === 0 ? 4 : Math.max(10, (bikes / most) * 100)}%` }}
                  />
                ))}
              </span>
            </Td>
            <Td className="text-right tabular-nums">{formatNumber(total)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
