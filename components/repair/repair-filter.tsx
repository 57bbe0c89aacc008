"use client";

import { useRouter } from "next/navigation";
import type { SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { filteredAddress, type RepairAddress, type RepairPath, SINCE } from "./repair-address";

/** Narrows what was refused by bike, client and time; the reason that was chosen stays. */
export function RepairFilter({ path, address }: { path: RepairPath; address: RepairAddress }) {
  const router = useRouter();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    router.push(filteredAddress(path, new FormData(event.currentTarget)), { scroll: false });
  };
  return (
    <search>
      <form action={path} onSubmit={submit} className="grid grid-cols-2 items-end gap-3 md:flex">
        {(["reason", "decision"] as const).map((name) =>
          address[name] === undefined ? null : (
            <input key={name} type="hidden" name={name} value={address[name]} />
          ),
        )}
        <Field label="Bike" htmlFor="filter-bike" className="md:w-44">
          <Input
            id="filter-bike"
            name="bike"
            maxLength={200}
            defaultValue={address.bike ?? ""}
            placeholder="Its whole id"
            autoComplete="off"
          />
        </Field>
        <Field label="Client" htmlFor="filter-client" className="md:w-72">
          <Input
            id="filter-client"
            name="client"
            maxLength={200}
            defaultValue={address.client ?? ""}
            placeholder="Id of the API client"
            autoComplete="off"
          />
        </Field>
        <Field label="Kept" htmlFor="filter-since" className="md:w-40">
          <Select
            id="filter-since"
            name="since"
            defaultValue={address.since === "any" ? "" : address.since}
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
          >
            {Object.entries(SINCE).map(([key, { label }]) => (
              <option key={key} value={key === "any" ? "" : key}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit">Narrow</Button>
      </form>
    </search>
  );
}
