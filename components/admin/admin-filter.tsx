"use client";

import { useRouter } from "next/navigation";
import type { SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { type AdminAddress, type AdminPath, adminAddress } from "./admin-address";

export interface FilterField {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "date";
  readonly placeholder?: string;
  /** A choice of these, beside any. */
  readonly options?: readonly string[];
}

/** Narrows a list; what was chosen is in the address. */
export function AdminFilter({
  path,
  address,
  fields,
}: {
  path: AdminPath;
  address: AdminAddress;
  fields: readonly FilterField[];
}) {
  const router = useRouter();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const filled = fields.map(({ name }) => [name, String(form.get(name) ?? "").trim()] as const);
    router.push(adminAddress(path, Object.fromEntries(filled)), { scroll: false });
  };
  return (
    <search>
      <form
        key={JSON.stringify(address)}
        action={path}
        onSubmit={submit}
        className="grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap"
      >
        {fields.map(({ name, label, type = "text", placeholder, options }) => (
          <Field
            key={name}
            label={label}
            htmlFor={`filter-${name}`}
            className="md:min-w-32 md:max-w-44 md:flex-1"
          >
            {options ? (
              <Select
                id={`filter-${name}`}
                name={name}
                defaultValue={address[name] ?? ""}
                onChange={(event) => event.currentTarget.form?.requestSubmit()}
              >
                <option value="">Any</option>
                {options.map((option) => (
                  <option key={option}>{option}</option>
                ))}
              </Select>
            ) : (
              <Input
                id={`filter-${name}`}
                name={name}
                type={type}
                maxLength={200}
                defaultValue={address[name] ?? ""}
                placeholder={placeholder}
                autoComplete="off"
              />
            )}
          </Field>
        ))}
        <Button type="submit" className="shrink-0">
          Narrow
        </Button>
      </form>
    </search>
  );
}
