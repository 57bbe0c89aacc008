import { Field } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import { Input, Select } from "@/components/ui/input";
import { PURPOSE_REGISTRY, PURPOSES } from "@/lib/domain/consent";

const SINCE = [
  ["any", "At any time"],
  ["day", "Within a day"],
  ["week", "Within a week"],
  ["month", "Within a month"],
  ["year", "Within a year"],
] as const;

interface Chosen {
  readonly person: string | undefined;
  readonly purpose: string | undefined;
  readonly report: string | undefined;
  readonly since: string;
}

/** Narrows questions for figures by who asked what, for what and when; works as a plain form. */
export function QueriesFilter({
  reports,
  chosen,
}: {
  reports: readonly { readonly id: string; readonly title: string }[];
  chosen: Chosen;
}) {
  return (
    <FilterForm action="/privacy/queries">
      <Field label="Person" htmlFor="query-person" className="md:min-w-44 md:max-w-56 md:flex-1">
        <Input
          id="query-person"
          name="person"
          defaultValue={chosen.person}
          maxLength={120}
          placeholder="Name or e-mail address"
          autoComplete="off"
        />
      </Field>
      <Field label="Purpose" htmlFor="query-purpose" className="md:min-w-40 md:max-w-52 md:flex-1">
        <Select id="query-purpose" name="purpose" defaultValue={chosen.purpose ?? ""}>
          <option value="">All purposes</option>
          {PURPOSES.map((each) => (
            <option key={each} value={each}>
              {PURPOSE_REGISTRY[each].name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Report" htmlFor="query-report" className="md:min-w-52 md:max-w-80 md:flex-1">
        <Select id="query-report" name="report" defaultValue={chosen.report ?? ""}>
          <option value="">All reports</option>
          {reports.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="When" htmlFor="query-since" className="md:min-w-32 md:max-w-40 md:flex-1">
        <Select id="query-since" name="since" defaultValue={chosen.since}>
          {SINCE.map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
    </FilterForm>
  );
}
