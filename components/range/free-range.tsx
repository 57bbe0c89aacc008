"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatClock } from "@/lib/format/time";
import { dayKey, instantOf } from "@/lib/format/zone";
import type { TimeSpan } from "@/lib/telemetry/models";
import { LONGEST_RANGE_MS } from "./address";

/** From and to by hand, on the viewer's clock. */
export function FreeRange({
  range,
  zone,
  onChoose,
}: {
  range: TimeSpan;
  zone: string;
  onChoose: (range: TimeSpan) => void;
}) {
  const [from, setFrom] = useState(() => toInput(range.fromMs, zone));
  const [to, setTo] = useState(() => toInput(range.toMs, zone));
  const [fault, setFault] = useState<string>();
  const choose = (event: FormEvent) => {
    event.preventDefault();
    const fromMs = fromInput(from, zone);
    const toMs = fromInput(to, zone);
    if (fromMs === null || toMs === null) return setFault("Expected a date and a time in both.");
    if (fromMs >= toMs) return setFault("Expected an end after the beginning.");
    if (toMs - fromMs > LONGEST_RANGE_MS) return setFault("Expected at most 400 days.");
    setFault(undefined);
    onChoose({ fromMs, toMs });
  };
  return (
    <form onSubmit={choose} className="flex flex-col gap-2 border-line border-t pt-3">
      <Field label={`From (${zone})`} htmlFor="range-from">
        <Input
          id="range-from"
          type="datetime-local"
          step={1}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </Field>
      <Field label="To, not included" htmlFor="range-to" fault={fault}>
        <Input
          id="range-to"
          type="datetime-local"
          step={1}
          value={to}
          aria-invalid={fault !== undefined}
          aria-describedby={fault ? "range-to-fault" : undefined}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <Button type="submit" kind="primary">
        Show
      </Button>
    </form>
  );
}

const toInput = (atMs: number, zone: string): string => `${dayKey(atMs, zone)}T${formatClock(atMs, zone)}`;

function fromInput(text: string, zone: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?/
    .exec(text)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  if (!parts) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  return instantOf({ year, month, day, hour, minute, second: Number.isNaN(second) ? 0 : second }, zone);
}
