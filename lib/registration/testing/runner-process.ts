import { openDatabase } from "@/lib/db/client";
import { createLog } from "@/lib/log";
import { runBatches } from "../run-batches";

/** A process of its own that works on files until it is killed. Arguments: addresses of the maker's and tenants' logins. */
const [, , maker = "", tenant = ""] = process.argv;
runBatches(createLog("runner", "error"), { maker: openDatabase(maker).db, tenant: openDatabase(tenant).db });
