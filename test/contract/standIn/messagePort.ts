import { EventEmitter } from 'node:events';

interface Channel {
  post(data: unknown): void;
  close(): void;
}

/** The main process's end of a channel (Electron's MessagePortMain): silent until it is started. */
export class MessagePortMain extends EventEmitter {
  readonly #channel: Channel;
  readonly #waiting: unknown[] = [];
  #started = false;
  #closed = false;

  constructor(channel: Channel) {
    super();
    this.#channel = channel;
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  postMessage(data: unknown): void {
    if (!this.#closed) this.#channel.post(data);
  }

  close(): void {
    if (this.#closed) return;
    this.#channel.close();
    this.end();
  }

  /** A message from the page. */
  receive(data: unknown): void {
    if (this.#closed) return;
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  /** The page's end is gone. */
  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }
}
