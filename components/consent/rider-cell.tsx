import Link from "next/link";
import { Td } from "@/components/ui/table";

/** A rider in a table, as the organisation calls them. @param to all of the rider. */
export const RiderCell = ({
  rider: { reference, organisation },
  to,
}: {
  rider: { readonly reference: string; readonly organisation: string };
  to: string;
}) => (
  <Td data-label="Rider" className="wrap-anywhere min-w-28 lg:min-w-36">
    <Link href={to} className="text-accent underline-offset-2 hover:underline">
      {reference}
    </Link>
    <span className="block text-ink-2 text-xs">{organisation}</span>
  </Td>
);
