import { BrushTool } from './brush.ts';
import { FloodTool } from './flood.ts';
import { BoxedTool, LassoTool } from './outlineTools.ts';
import { PolygonTool } from './polygon.ts';
import { ProposalTool } from './proposals.ts';
import type { DrawingToolName, Tool, ToolHost } from './tool.ts';

export type Toolbox = Readonly<Record<DrawingToolName, Tool>>;

export function createToolbox(host: ToolHost): Toolbox {
  return {
    brush: new BrushTool(host, 'brush'),
    eraser: new BrushTool(host, 'eraser'),
    polygon: new PolygonTool(host),
    lasso: new LassoTool(host),
    rectangle: new BoxedTool(host, 'rectangle'),
    ellipse: new BoxedTool(host, 'ellipse'),
    flood: new FloodTool(host),
    points: new ProposalTool(host, 'points'),
    box: new ProposalTool(host, 'box'),
  };
}
