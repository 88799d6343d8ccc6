#!/usr/bin/env bash
# Prints a port of this machine that nobody uses.
node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'
