/** Lives until whoever started it is gone. Says its process id. */
import { watchParent } from '../../../src-main/hosts/web/parentWatch.ts';

watchParent(() => process.exit(0));
setInterval(() => undefined, 1000);
process.stdout.write(`${String(process.pid)}\n`);
