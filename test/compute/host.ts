/** A host that starts a compute process, prints its id and waits to be killed. */
import { forkedNodePort } from '../../src-main/compute/port.ts';
import { createComputeSupervisor } from '../../src-main/compute/supervisor.ts';

const spawn = () => forkedNodePort(new URL('taskChild.ts', import.meta.url).pathname);
const supervisor = createComputeSupervisor({ name: 'batch', spawn });
process.stdout.write(`${String(await supervisor.run('pid', {}))}\n`);
await supervisor.run('hang', {});
