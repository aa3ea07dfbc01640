import { taskHandler } from '../compute/child.ts';
import { encodePicture } from './demoEncoding.ts';
import { renderDemoFrame } from './demoFrame.ts';
import { RenderDemoPayload, type RenderedDemoFrame } from './renderMessages.ts';

/** Renders planned frames in the compute process, in order, and hands over each as soon as it is encoded. */
export const renderDemoHandler = taskHandler(RenderDemoPayload, async ({ frames }, context) => {
  for (const [index, plan] of frames.entries()) {
    await context.yieldNow();
    const frame = renderDemoFrame(plan);
    const { labels, width, height } = frame;
    const rendered: RenderedDemoFrame = { index, image: await encodePicture(frame), labels, width, height };
    context.progress(index + 1, frames.length, rendered);
  }
  return { frames: frames.length };
});
