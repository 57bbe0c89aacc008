"use client";

import { ChevronDown, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Popover } from "radix-ui";
import { useState } from "react";
import { Button, buttonLook } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import { formatRange } from "@/lib/format/time";
import type { CalendarUnit } from "@/lib/format/zone";
import type { TimeSpan } from "@/lib/telemetry/models";
import { type BikeAddress, bikeAddress } from "./address";
import { FreeRange } from "./free-range";
import { rangeOf, shiftRange, unitOf } from "./range";

const PRESETS: readonly { unit: CalendarUnit; label: string }[] = [
  { unit: "day", label: "Day" },
  { unit: "week", label: "Week" },
  { unit: "month", label: "Month" },
];

/** Which time is shown: a step back, what it is, a step on. `ride` is the first stretch with readings inside it. */
export function RangeControl({
  address,
  range,
  ride,
}: {
  address: BikeAddress;
  range: TimeSpan;
  ride: TimeSpan | null;
}) {
  const zone = useZone();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const to = (span: TimeSpan): string => bikeAddress({ ...address, ...span });
  const go = (span: TimeSpan) => {
    setOpen(false);
    router.push(to(span), { scroll: false });
  };
  const unit = unitOf(range, zone);
  const name = unit ?? "stretch";
  const anchorMs = ride ? (ride.fromMs + ride.toMs) / 2 : range.fromMs;
  return (
    <div className="flex min-w-0 gap-2">
      <Link
        href={to(shiftRange(range, -1, zone))}
        scroll={false}
        aria-label={`Previous ${name}`}
        className={buttonLook({ size: "icon" })}
      >
        <ChevronLeft aria-hidden="true" className="size-4" />
      </Link>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger asChild>
          <Button className="min-w-0 flex-1">
            <span className="sr-only">Time range: </span>
            <span className="truncate">{formatRange(range.fromMs, range.toMs, zone)}</span>
            <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={4}
            collisionPadding={12}
            aria-label="Choose a time range"
            className="z-30 flex w-80 max-w-[calc(100vw-24px)] flex-col gap-4 rounded-lg border border-line bg-raised p-4 shadow-raised"
          >
            <div className="flex gap-2">
              {ride ? (
                <Button
                  kind={isSame(ride, range) ? "primary" : "plain"}
                  aria-pressed={isSame(ride, range)}
                  className="flex-1"
                  onClick={() => go(ride)}
                >
                  Ride
                </Button>
              ) : null}
              {PRESETS.map((preset) => (
                <Button
                  key={preset.unit}
                  kind={unit === preset.unit ? "primary" : "plain"}
                  aria-pressed={unit === preset.unit}
                  className="flex-1"
                  onClick={() => go(rangeOf(preset.unit, anchorMs, zone))}
                >
                  {preset.label}
                </Button>
              ))}
            </div>
            <FreeRange range={range} zone={zone} onChoose={go} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <Link
        href={to(shiftRange(range, 1, zone))}
        scroll={false}
        aria-label={`Next ${name}`}
        className={buttonLook({ size: "icon" })}
      >
        <ChevronRight aria-hidden="true" className="size-4" />
      </Link>
    </div>
  );
}

const isSame = (one: TimeSpan, other: TimeSpan): boolean =>
  one.fromMs === other.fromMs && one.toMs === other.toMs;
