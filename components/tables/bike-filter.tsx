"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, type SubmitEvent, useRef } from "react";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { type BikeListAddress, CHARGES, filteredAddress, SEEN } from "./list-address";

const TYPING_PAUSE_MS = 250;

/** Filters of the bike list; what is chosen is in the address at once, and before scripts have come on Enter. */
export function BikeFilter({ address }: { address: BikeListAddress }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const router = useRouter();
  const submitSoon = (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => form.requestSubmit(), TYPING_PAUSE_MS);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    clearTimeout(timer.current);
    router.replace(filteredAddress(new FormData(event.currentTarget)), { scroll: false });
  };
  return (
    <search>
      <form
        action="/bikes"
        onChange={submitSoon}
        onSubmit={submit}
        className="grid grid-cols-2 items-end gap-3 md:flex"
      >
        {address.sort !== "newest" || address.order !== "desc" ? (
          <>
            <input type="hidden" name="sort" value={address.sort} />
            <input type="hidden" name="order" value={address.order} />
          </>
        ) : null}
        <Field label="Bike" htmlFor="filter-q" className="col-span-2 md:w-64">
          <div className="relative">
            <Search
              aria-hidden="true"
              className="pointer-events-none absolute top-2 left-2 size-4 text-ink-3"
            />
            <Input
              id="filter-q"
              name="q"
              type="search"
              maxLength={32}
              defaultValue={address.q}
              placeholder="Part of the id"
              className="pl-7"
            />
          </div>
        </Field>
        <Field label="Seen" htmlFor="filter-seen" className="md:w-40">
          <Select id="filter-seen" name="seen" defaultValue={address.seen === "any" ? "" : address.seen}>
            {Object.entries(SEEN).map(([key, { label }]) => (
              <option key={key} value={key === "any" ? "" : key}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Charge" htmlFor="filter-charge" className="md:w-32">
          <Select id="filter-charge" name="charge" defaultValue={address.charge ?? ""}>
            <option value="">Any</option>
            {CHARGES.map((charge) => (
              <option key={charge} value={charge}>
                {charge} % or less
              </option>
            ))}
          </Select>
        </Field>
        <label className="flex h-8 items-center gap-2 whitespace-nowrap text-sm">
          <input
            type="checkbox"
            name="faults"
            value="1"
            defaultChecked={address.faults}
            className="size-4 accent-accent"
          />
          With faults
        </label>
      </form>
    </search>
  );
}
