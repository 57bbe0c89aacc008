export type AdminPath = "/admin/users" | "/admin/tenants" | "/admin/clients" | "/admin/audit";

/** The parts of an address of the administration; those that are as usual are undefined. */
export type AdminAddress = Readonly<Record<string, string | number | undefined>>;

/** What `open` holds while something new is made. */
export const NEW = "new";
export const PER_PAGE = 50;

/** Path and query; what is undefined or empty is left out, and so is the first page. */
export function adminAddress(path: AdminPath, address: AdminAddress): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(address))
    if (value !== undefined && value !== "" && !(name === "page" && value === 1))
      query.set(name, String(value));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
