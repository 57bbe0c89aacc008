import { ChevronLeft, ChevronRight, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { type BikeAddress, bikeAddress } from "@/components/range/address";
import { cn } from "@/components/ui/cn";
import type { YearChoice } from "./choose-year";

/** A year back, the year shown, a year on; no further than there can be readings. */
export function YearPicker({ choice, address }: { choice: YearChoice; address: BikeAddress }) {
  const { year, earlier, later } = choice;
  return (
    <nav
      aria-label="Year"
      className="inline-flex h-7 divide-x divide-line-strong rounded-md border border-line-strong bg-surface font-medium text-ink text-xs"
    >
      <Step
        to={earlier && bikeAddress({ ...address, month: earlier.month })}
        name={`Earlier year, ${earlier?.year}`}
        icon={ChevronLeft}
        className="rounded-l-[5px]"
      />
      <span aria-current="true" className="grid w-14 place-items-center">
        {year}
      </span>
      <Step
        to={later && bikeAddress({ ...address, month: later.month })}
        name={`Later year, ${later?.year}`}
        icon={ChevronRight}
        className="rounded-r-[5px]"
      />
    </nav>
  );
}

function Step({
  to,
  name,
  icon: Icon,
  className,
}: {
  to: string | null;
  name: string;
  icon: LucideIcon;
  className: string;
}) {
  const look = cn("grid w-7 place-items-center", className);
  const sign = <Icon aria-hidden="true" className="size-4" />;
  if (to === null) {
    return (
      <span aria-hidden="true" className={cn(look, "cursor-not-allowed bg-sunken text-ink-3 opacity-50")}>
        {sign}
      </span>
    );
  }
  return (
    <Link
      href={to}
      scroll={false}
      aria-label={name}
      title={name}
      className={cn(look, "transition-colors duration-100 hover:bg-sunken")}
    >
      {sign}
    </Link>
  );
}
