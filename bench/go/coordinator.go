// The coordinator of examples/multi-agent.fs in Go: the same queues, agents, work and output.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const (
	agentCount = 10
	specCount  = 200
)

type result struct{ spec, steps int64 }

var (
	specs   = make(chan int64, 16)
	results = make(chan result, 16)
	served  int64
)

func steps(n int64) int64 {
	count := int64(0)
	for n > 1 {
		if n&1 != 0 {
			n = 3*n + 1
		} else {
			n /= 2
		}
		count++
	}
	return count
}

func agent(done *sync.WaitGroup) {
	defer done.Done()
	for spec := range specs {
		atomic.AddInt64(&served, 1)
		results <- result{spec, steps(spec)}
	}
}

func main() {
	var agents sync.WaitGroup
	for i := 0; i < agentCount; i++ {
		agents.Add(1)
		go agent(&agents)
	}
	go func() {
		for i := int64(1); i <= specCount; i++ {
			specs <- i
		}
		close(specs)
	}()
	var total int64
	var longest result
	for i := 0; i < specCount; i++ {
		r := <-results
		total += r.steps
		if r.steps > longest.steps {
			longest = r
		}
	}
	agents.Wait()
	fmt.Println(served, "specs by", agentCount, "agents,", total, "steps; the longest sequence starts at",
		longest.spec, "and has", longest.steps, "steps")
}
