import Link from "next/link";
import { type BikeAddress, bikeAddress } from "@/components/range/address";
import { Moment } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { Tag } from "@/components/ui/pill";
import type { BikeRecord } from "@/lib/bikes/record/models";

/** What a bike is in a line, and the ways to the sections of its page. */
export function AboutBike({
  address,
  record,
  hasReadings,
}: {
  address: BikeAddress;
  record: BikeRecord | null;
  hasReadings: boolean;
}) {
  const sections = [
    ...(hasReadings ? [["Readings", undefined] as const] : []),
    ["Record", "record"] as const,
    ["Story", "story"] as const,
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <p className="text-ink-2 text-sm">{record ? <RecordLine record={record} /> : "Not registered"}</p>
      <nav aria-label="Sections of this bike" className="flex gap-1">
        {sections.map(([label, view]) => (
          <Link
            key={label}
            href={bikeAddress({ ...address, view })}
            aria-current={address.view === view ? "page" : undefined}
            className={cn(
              "rounded-md px-2.5 py-1 text-sm",
              address.view === view
                ? "bg-accent-soft font-semibold text-accent"
                : "text-ink-2 hover:bg-sunken hover:text-ink",
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
    </div>
  );
}

function RecordLine({ record }: { record: BikeRecord }) {
  const { model, identifiers, registeredAtMs, withdrawnAtMs, mergedInto } = record;
  const frame = identifiers.find(({ key }) => key === "frame_number")?.value;
  return (
    <>
      {model.name} · frame {frame} · registered <Moment atMs={registeredAtMs} />{" "}
      {withdrawnAtMs === null ? null : <Tag>withdrawn</Tag>}
      {mergedInto === null ? null : (
        <>
          {" "}
          merged into <Link href={`/bikes/${mergedInto}?view=record`}>{mergedInto}</Link>
        </>
      )}
    </>
  );
}
