import { askedToEnd, serve } from '../../web/serve.ts';
import type { Command } from '../command.ts';
import { openHere } from '../session.ts';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serves the workstation to a browser on this machine.',
  usage: '',
  options: {
    port: { type: 'string', value: 'N', help: 'left out: any free port' },
    open: { type: 'boolean', help: 'open the browser at it' },
    demo: { type: 'boolean', help: 'load the demo cohort without asking' },
  },
  async run({ args, terminal, dataDir, places, log }) {
    const host = await serve({
      openWorkstation: () => openHere({ dataDir, places, log, host: 'web' }),
      rendererDir: places.rendererDir,
      port: args.whole('port') ?? 0,
      open: args.flag('open'),
      demo: args.flag('demo'),
      log,
    });
    terminal.print(args.flag('json') ? JSON.stringify({ url: host.url }) : host.url);
    log(`Ending: ${await askedToEnd()}`);
    await host.close();
    return { document: null };
  },
};
